export * from './vocabulaires/services-en-clair.ts'
