import { checks } from '../../lessons/08-multi-service-app/workbook/checks.ts'
import { lesson } from '../../lessons/08-multi-service-app/workbook/lesson.ts'
import { lessonChecks } from '../../shared/runner/lesson-checks.ts'

lessonChecks(lesson, checks, import.meta.url)
