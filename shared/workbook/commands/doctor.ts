/** `npm run doctor`: what was found, what each lesson needs, how to get what is missing. */
import { examineBrowser } from '../doctor/browser.ts'
import type { Finding } from '../doctor/finding.ts'
import { lessonNeeds } from '../doctor/lessons.ts'
import { examineNode, examinePackages } from '../doctor/packages.ts'
import { examineChoice, examineEnvironment, examinePrograms } from '../doctor/servers.ts'
import { columns, mark, paint, runCommand } from '../terminal.mjs'
import { readWords } from '../words.mjs'

await runCommand(async () => {
  readWords({ command: 'npm run doctor', example: 'npm run doctor' })
  const { env } = process
  const choice = await examineChoice(env)
  const findings: Finding[] = [
    examineNode(),
    ...examinePackages(),
    ...(await examinePrograms(env)),
    ...examineEnvironment(env, choice.state),
    examineBrowser(env),
    choice,
  ]
  console.log(columns(findings.map(rowOf)))
  showAdvice(findings)
  console.log(
    `\n${paint('bold', 'What the lessons need')}\n${columns(await lessonNeeds(choice.real), { indent: 2 })}`,
  )

  const wrong = findings.some((finding) => finding.state === 'wrong')
  console.log(
    `\n${wrong ? 'Something has to be mended first: see ✗ above.' : 'You can start: npm run lesson'}`,
  )
  process.exitCode = wrong ? 2 : 0
})

function rowOf({ state, what, found }: Finding): string[] {
  return [mark({ good: 'passed', wrong: 'failed', missing: 'missing' }[state]), what, found]
}

function showAdvice(findings: readonly Finding[]): void {
  const advice = findings.flatMap((finding) => (finding.advice ? [[finding.what, finding.advice]] : []))
  if (advice.length === 0) return
  console.log(`\n${paint('bold', 'What you could do')}\n${columns(advice, { indent: 2 })}`)
}
