import { accessSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Finding } from './finding.ts'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome.exe',
  'msedge.exe',
]

/** Where it lies when it is not on the PATH. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const INSTALL: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'sudo apt-get install chromium',
  darwin: 'brew install --cask chromium',
  win32: 'winget install Google.Chrome',
}

/** Whether the tests of the pages can run. Learners need no particular browser. */
export function examineBrowser(env: NodeJS.ProcessEnv): Finding {
  const onPath = (env.PATH ?? env.Path ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const file = (env.CHROME_PATH ? [env.CHROME_PATH] : [...onPath, ...PLACES]).find(isThere)
  if (file) return { state: 'good', what: 'Chromium', found: file }
  return {
    state: 'missing',
    what: 'Chromium',
    found: 'not found; only the browser tests of contributors need it',
    advice: `Install it: ${INSTALL[process.platform] ?? 'see https://www.chromium.org/getting-involved/download-chromium/'}`,
  }
}

function isThere(file: string): boolean {
  try {
    accessSync(file)
    return true
  } catch {
    return false
  }
}
