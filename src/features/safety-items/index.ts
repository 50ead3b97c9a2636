export { DueTime, duration, SafetyPanel } from './safety-panel.tsx'
