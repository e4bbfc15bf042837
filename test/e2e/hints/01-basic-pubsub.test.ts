import { checks } from '../../../lessons/01-basic-pubsub/workbook/checks.ts'
import { lesson } from '../../../lessons/01-basic-pubsub/workbook/lesson.ts'
import { tryHints } from './try-hints.ts'

tryHints(lesson, checks)
