/** How to get a real Redis on each operating system: a command, or words that lead to one. */
const HINTS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'sudo apt-get install redis-server (Fedora: sudo dnf install valkey)',
  darwin: 'brew install redis',
  win32: 'wsl --install, then run the workbook inside WSL after: sudo apt-get install redis-server',
}

/**
 * How to install a `redis-server`.
 *
 * @param platform Default: this one.
 * @returns A command for a terminal, to be put behind "Install it:".
 */
export function installHint(platform: NodeJS.Platform = process.platform): string {
  return HINTS[platform] ?? 'see https://redis.io/docs/latest/operate/oss_and_stack/install/'
}
