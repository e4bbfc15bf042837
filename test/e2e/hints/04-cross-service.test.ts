import { checks } from '../../../lessons/04-cross-service/workbook/checks.ts'
import { lesson } from '../../../lessons/04-cross-service/workbook/lesson.ts'
import { tryHints } from './try-hints.ts'

tryHints(lesson, checks)
