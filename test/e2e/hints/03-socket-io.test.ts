import { checks } from '../../../lessons/03-socket-io/workbook/checks.ts'
import { lesson } from '../../../lessons/03-socket-io/workbook/lesson.ts'
import { tryHints } from './try-hints.ts'

tryHints(lesson, checks)
