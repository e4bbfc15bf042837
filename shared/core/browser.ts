import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

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

const INSTALL: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install --cask chromium',
  linux: 'sudo apt-get install -y chromium',
  win32: 'winget install Google.Chrome',
}

/** How to get a browser on this system. */
export const INSTALL_BROWSER =
  INSTALL[process.platform] ?? 'see https://www.chromium.org/getting-involved/download-chromium/'

/** The program of a Chromium or Chrome: `CHROME_PATH`, else what PATH has, else the usual places. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const candidates = env.CHROME_PATH ? [env.CHROME_PATH] : [...onPath, ...PLACES]
  return candidates.find((program) => existsSync(program))
}
