import { checks } from '../../../lessons/07-monitoring/workbook/checks.ts'
import { lesson } from '../../../lessons/07-monitoring/workbook/lesson.ts'
import { testChecks } from '../mutant-runner.ts'

testChecks(lesson, checks)
