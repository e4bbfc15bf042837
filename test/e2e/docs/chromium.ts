import { type Browser, chromium } from 'playwright-core'
import type { TestContext } from 'vitest'
import { findChromium, INSTALL_BROWSER } from '#shared/core/browser.ts'

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Why there is no browser, and how to get one. */
export const NO_BROWSER = `No Chromium or Chrome was found. Install it (${INSTALL_BROWSER}), or set CHROME_PATH to its program.`

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
