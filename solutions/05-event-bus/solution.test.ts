import { checks } from '../../lessons/05-event-bus/workbook/checks.ts'
import { lesson } from '../../lessons/05-event-bus/workbook/lesson.ts'
import { lessonChecks } from '../../shared/runner/lesson-checks.ts'

lessonChecks(lesson, checks, import.meta.url)
