import { checks } from '../../../lessons/05-event-bus/workbook/checks.ts'
import { lesson } from '../../../lessons/05-event-bus/workbook/lesson.ts'
import { onTrial } from '../on-trial.ts'

onTrial(lesson, checks)
