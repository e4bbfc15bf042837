// The beginning of every command: `node shared/cli/start.cjs lesson 01`. What keeps the command from running is
// told in one sentence, so Node.js 6 can still read this file and what it loads before that.
'use strict'
const { faultOf } = require('./installation.cjs')

const [command] = process.argv.splice(2, 1)
if (command === 'doctor') require('./doctor/begin.cjs')
else {
  const fault = faultOf(command)
  if (fault) {
    process.stderr.write(`${fault}\n`)
    process.exitCode = 2
  } else require('./load.cjs')(command)
}
