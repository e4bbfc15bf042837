import { checks } from '../../../lessons/04-cross-service/workbook/checks.ts'
import { lesson } from '../../../lessons/04-cross-service/workbook/lesson.ts'
import { testChecks } from '../mutant-runner.ts'

testChecks(lesson, checks)
