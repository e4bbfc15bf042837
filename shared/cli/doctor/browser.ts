import { findChromium, INSTALL_BROWSER } from '#shared/core/browser.ts'
import type { Finding } from './finding.ts'

/** Whether the tests of the pages can run. Learners need no particular browser. */
export function examineBrowser(env: NodeJS.ProcessEnv): Finding {
  const file = findChromium(env)
  if (file) return { state: 'good', what: 'Chromium', found: file }
  return {
    state: 'missing',
    what: 'Chromium',
    found: 'not found; only the browser tests of contributors need it',
    advice: `Install it: ${INSTALL_BROWSER}`,
  }
}
