import { checks } from '../../../lessons/08-multi-service-app/workbook/checks.ts'
import { lesson } from '../../../lessons/08-multi-service-app/workbook/lesson.ts'
import { onTrial } from '../on-trial.ts'

onTrial(lesson, checks)
