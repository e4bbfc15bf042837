import { checks } from '../../lessons/07-monitoring/workbook/checks.ts'
import { lesson } from '../../lessons/07-monitoring/workbook/lesson.ts'
import { lessonChecks } from '../../shared/runner/lesson-checks.ts'

lessonChecks(lesson, checks, import.meta.url)
