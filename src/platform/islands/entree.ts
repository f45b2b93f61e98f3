// What the browser receives. Styles for now: every page works without a script, and no page needs one yet.
import '../ui/styles/maillage.css'
