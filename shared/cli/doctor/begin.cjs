// `npm run doctor`: first Node.js and the packages, by nothing but Node's oldest modules. What else there is to see
// is looked at by doctor.ts, which needs them.
'use strict'
const { examine } = require('../installation.cjs')
const { reportOf } = require('./report.cjs')

if (process.argv.length > 2) {
  process.stderr.write('npm run doctor takes no words.\n  Example: npm run doctor\n')
  process.exitCode = 2
} else {
  examine().then((findings) => {
    const compilerRuns = findings.every(
      ({ state, what }) => state !== 'wrong' || what === 'npm test' || what === 'other packages',
    )
    if (compilerRuns) return require('../load.cjs')('doctor').then(({ doctor }) => doctor(findings))
    process.stdout.write(`${reportOf(findings)}\n\nRedis and the lessons are examined once this is fixed.\n`)
    process.exitCode = 2
  })
}
