export { removeLogo, setLogo } from './change-logo.ts'
export { contrastOnWhite, leastContrast, readableColour } from './colour.ts'
export { readLogo } from './logo-form.ts'
export { LogoSection, type LogoSectionProps } from './logo-section.tsx'
