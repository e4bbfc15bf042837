import { checks } from '../../../lessons/05-event-bus/workbook/checks.ts'
import { lesson } from '../../../lessons/05-event-bus/workbook/lesson.ts'
import { tryHints } from './try-hints.ts'

tryHints(lesson, checks)
