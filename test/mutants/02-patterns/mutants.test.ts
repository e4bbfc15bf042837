import { checks } from '../../../lessons/02-patterns/workbook/checks.ts'
import { lesson } from '../../../lessons/02-patterns/workbook/lesson.ts'
import { testChecks } from '../mutant-runner.ts'

testChecks(lesson, checks)
