import { checks } from '../../../lessons/08-multi-service-app/workbook/checks.ts'
import { lesson } from '../../../lessons/08-multi-service-app/workbook/lesson.ts'
import { testChecks } from '../mutant-runner.ts'

testChecks(lesson, checks)
