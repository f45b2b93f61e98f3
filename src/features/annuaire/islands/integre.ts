// Tells the page that frames this one how high it is, so that it scrolls as one page. The height is nobody's secret: any
// frame may hear it.
import './integre.css'

if (window.parent !== window) {
  const tell = () =>
    window.parent.postMessage({ maillage: 'hauteur', hauteur: document.documentElement.offsetHeight }, '*')
  if ('ResizeObserver' in window) new ResizeObserver(tell).observe(document.documentElement)
  addEventListener('load', tell)
  tell()
}
