import { checks } from '../../../lessons/09-scale-out/workbook/checks.ts'
import { lesson } from '../../../lessons/09-scale-out/workbook/lesson.ts'
import { testChecks } from '../mutant-runner.ts'

testChecks(lesson, checks)
