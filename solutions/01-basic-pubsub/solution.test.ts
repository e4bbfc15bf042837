import { checks } from '../../lessons/01-basic-pubsub/workbook/checks.ts'
import { lesson } from '../../lessons/01-basic-pubsub/workbook/lesson.ts'
import { lessonChecks } from '../../shared/runner/lesson-checks.ts'

lessonChecks(lesson, checks, import.meta.url)
