// Runs beside a redis-server that we started and holds a pipe to us. When that pipe closes we are gone, however
// we died, and the guard ends the server and removes its folder. Plain JavaScript, so that it is there at once.
//
// Usage: node orphan-guard.mjs <folder>, with the server's process id on a line of stdin whenever it changes
// (0: there is none at the moment).
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** So long a server may take until it has written its process id, in milliseconds. */
const BORN_WITHIN = 2000

const folder = process.argv[2]
let server = 0

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

createInterface({ input: process.stdin })
  .on('line', (line) => {
    server = Number(line)
  })
  .on('close', () => endServer(Date.now() + BORN_WITHIN))

/** We may have been killed after the server was started, and before we could say so: then it says so itself. */
function endServer(until) {
  if (server === 0) server = writtenByServer()
  if (server === 0 && existsSync(join(folder, 'redis.conf')) && Date.now() < until) {
    setTimeout(endServer, 20, until)
    return
  }
  kill()
  removeWhenGone(Date.now() + 5000)
}

function writtenByServer() {
  try {
    return Number(readFileSync(join(folder, 'redis.pid'), 'utf8'))
  } catch {
    return 0
  }
}

function kill() {
  if (server === 0) return
  try {
    // The whole group: a redis-server that is writing a snapshot has a child.
    process.kill(process.platform === 'win32' ? server : -server, 'SIGKILL')
  } catch {
    // It was gone already.
  }
}

function removeWhenGone(until) {
  if (isAlive() && Date.now() < until) {
    setTimeout(removeWhenGone, 10, until)
    return
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function isAlive() {
  if (server === 0) return false
  try {
    process.kill(server, 0)
  } catch {
    return false
  }
  return !isBuriedLater()
}

/** In a container nobody may wait for the processes of those who are gone: it has ended, and keeps its number. */
function isBuriedLater() {
  try {
    // proc(5): the state follows the name, which is in brackets.
    return readFileSync(`/proc/${server}/stat`, 'utf8').split(') ').at(-1).startsWith('Z')
  } catch {
    return false
  }
}
