import { checks } from '../../../lessons/08-multi-service-app/workbook/checks.ts'
import { lesson } from '../../../lessons/08-multi-service-app/workbook/lesson.ts'
import { tryHints } from './try-hints.ts'

tryHints(lesson, checks)
