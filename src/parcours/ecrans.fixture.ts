/** A phone, a desk, and 400 % (a desk of 1280 by 1024 seen through 320 by 256): where pages are looked at. */
export const ECRANS = [
  ['téléphone', { width: 320, height: 640 }],
  ['ordinateur', { width: 1280, height: 800 }],
  ['400 %', { width: 320, height: 256 }]
] as const
export const THEMES = ['light', 'dark'] as const
