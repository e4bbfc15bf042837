// Loads a command, and the compiler for those in TypeScript.
'use strict'
const { loadFault } = require('./installation.cjs')

module.exports = (command) => {
  // Without this, a command that waits for something that can never come would end as if all were well.
  const givenUp = () => {
    process.stderr.write(
      'The command ended before it was done: it was waiting for something that never came.\n',
    )
    process.exitCode = 1
  }
  process.once('beforeExit', givenUp)
  const loaded =
    command === 'test' || command === 'mutants'
      ? import(`./commands/${command}.mjs`)
      : import('tsx').then(() => import(`./commands/${command}.ts`))
  return loaded.then(
    (module) => {
      process.off('beforeExit', givenUp)
      return module
    },
    (error) => {
      const fault = loadFault(error)
      if (!fault) throw error
      process.stderr.write(`${fault}\n`)
      process.exit(2)
    },
  )
}
