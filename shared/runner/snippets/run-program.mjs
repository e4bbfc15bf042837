// Runs a compiled snippet in a process of its own, and tells the one that has started it how far it is.
// Plain JavaScript, so that it is there at once.
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

if (process.send) {
  // An answer says that the event loop has gone round twice: what had arrived by then has been handled.
  process.on('message', (message) => setImmediate(() => setImmediate(() => process.send(message))))
  process.channel.unref()
  process.once('disconnect', () => process.exit())
}

/** What `// resolves with 1` and `// rejects` become: see assertions.ts. */
globalThis.__resolves = async (promise, expected, line) => {
  const value = await promise
  if (!isDeepStrictEqual(plain(value), expected)) {
    throw new Error(
      `line ${line} resolves with ${JSON.stringify(value)}, not with ${JSON.stringify(expected)}`,
    )
  }
  return value
}
globalThis.__rejects = async (call, expected, line) => {
  let value
  try {
    value = await call()
  } catch (error) {
    if (String(error).includes(expected)) return
    throw new Error(`line ${line} rejects with "${error}", not with "${expected}"`)
  }
  throw new Error(`line ${line} resolves with ${JSON.stringify(value)}, and should reject`)
}
/** What `// rejects` becomes for learners: see claims.ts. */
globalThis.__printsRejection = async (call) => {
  try {
    return await call()
  } catch (error) {
    console.log(`rejects with ${error}`)
  }
}

/** Without prototypes: a client may give an object that has none. */
function plain(value) {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value
}

// Packages first: an error is to show the lines of the snippet, and reading the maps of every package takes as long as
// all else.
const program = new URL(process.argv[2])
const packages = readFileSync(program, 'utf8').matchAll(/^import .*?"([^"]+)";$/gm)
await Promise.all([...packages].map(([, name]) => import(name)))
process.setSourceMapsEnabled(true)
await import(program.href)
process.send?.('evaluated')
