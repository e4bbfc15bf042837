import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import type { TestContext } from 'vitest'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
]

/** Where the installers of macOS and Windows put it, which is not on PATH. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** How to get a browser on this system, for whom the tests cannot run. */
const INSTALL: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install --cask chromium',
  linux: 'sudo apt-get install -y chromium',
  win32: 'winget install Google.Chrome',
}

/** Why there is no browser, and how to get one. */
export const NO_BROWSER = `No Chromium or Chrome was found. Install it (${INSTALL[process.platform] ?? 'from your system'}), or set CHROME_PATH to its program.`

/** The program of a Chromium or Chrome: `CHROME_PATH`, else what PATH has, else the usual places. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const candidates = env.CHROME_PATH ? [env.CHROME_PATH] : [...onPath, ...PLACES]
  return candidates.find((program) => existsSync(program))
}

/**
 * Starts a browser.
 *
 * @returns Undefined where there is none and the tests may be skipped; with `CI` set they may not.
 * @throws Error with `CI` set and no browser found.
 */
export async function startChromium(): Promise<Browser | undefined> {
  const executablePath = findChromium()
  if (executablePath) return await chromium.launch({ executablePath, args: QUIET })
  if (process.env.CI) throw new Error(NO_BROWSER)
  return undefined
}

/** The browser, or the end of this test, skipped with the reason. */
export function required(browser: Browser | undefined, context: TestContext): Browser {
  if (!browser) context.skip(NO_BROWSER)
  return browser as Browser
}
