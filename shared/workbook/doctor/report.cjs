// How findings are told. Node.js 6 can still read this file. Types: report.d.cts.
'use strict'

const MARKS = { good: '✓', wrong: '✗', missing: '○' }

function reportOf(findings, looks) {
  const mark = (looks && looks.mark) || ((state) => MARKS[state])
  const heading = (looks && looks.heading) || ((text) => text)
  const width = Math.max.apply(
    undefined,
    findings.map(({ what }) => what.length),
  )
  const padded = (what) => what + ' '.repeat(width + 2 - what.length)
  const rows = findings.map(({ state, what, found }) => `${mark(state)}  ${padded(what)}${found}`)
  const advised = findings.filter(({ advice }) => advice)
  if (advised.length === 0) return rows.join('\n')
  const advice = advised.map((finding) => `  ${padded(finding.what)}${finding.advice}`)
  return rows.concat('', heading('What you could do'), advice).join('\n')
}

module.exports = { reportOf }
