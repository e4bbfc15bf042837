import { checks } from '../../../lessons/04-cross-service/workbook/checks.ts'
import { lesson } from '../../../lessons/04-cross-service/workbook/lesson.ts'
import { onTrial } from '../on-trial.ts'

onTrial(lesson, checks)
