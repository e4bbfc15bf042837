// Runs beside the Redis servers that we started in a folder, and holds a pipe to us. When that pipe closes we are
// gone, however we died, and it ends the servers and removes the folder. Plain JavaScript, so that it is there at once.
//
// Usage: node orphan-guard.mjs <folder>. Whenever a server's process changes, a line of stdin has its process id (0:
// there is none at the moment) and, if the server runs in a folder inside that folder, a space and the folder's name.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** So long a server may take until it has written its process id, in milliseconds. */
const BORN_WITHIN = 2000

const folder = process.argv[2]
/** The process ids by the servers' folders. */
const servers = new Map()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [pid, name = ''] = line.split(' ')
    servers.set(join(folder, name), Number(pid))
  })
  .on('close', () => endServers(Date.now() + BORN_WITHIN))

/** We may have been killed after a server was started, and before we could say so: then it says so itself. */
function endServers(until) {
  const places = serverFolders()
  for (const place of places) {
    if (!servers.get(place)) servers.set(place, writtenByServer(place))
  }
  for (const pid of servers.values()) kill(pid)
  if (places.some((place) => servers.get(place) === 0) && Date.now() < until) {
    setTimeout(endServers, 20, until)
    return
  }
  removeWhenGone(Date.now() + 5000)
}

/** The folders that servers run in: their configuration is in there. */
function serverFolders() {
  return [folder, ...foldersIn(folder)].filter((place) => existsSync(join(place, 'redis.conf')))
}

function foldersIn(place) {
  try {
    const entries = readdirSync(place, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(place, name))
  } catch {
    return []
  }
}

function writtenByServer(place) {
  try {
    return Number(readFileSync(join(place, 'redis.pid'), 'utf8'))
  } catch {
    return 0
  }
}

function kill(pid) {
  if (pid === 0) return
  try {
    // The whole group: a redis-server that is writing a snapshot has a child.
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It was gone already.
  }
}

function removeWhenGone(until) {
  if ([...servers.values()].some(isAlive) && Date.now() < until) {
    setTimeout(removeWhenGone, 10, until)
    return
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function isAlive(pid) {
  if (pid === 0) return false
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !isBuriedLater(pid)
}

/** In a container, a process without a parent may never be reaped: it has exited, and keeps its process ID. */
function isBuriedLater(pid) {
  try {
    // proc(5): the state follows the name, which is in brackets.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).startsWith('Z')
  } catch {
    return false
  }
}
