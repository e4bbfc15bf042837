import type { Scenario } from '../../../shared/workbook/player/stage.ts'
import type { Subject } from './subject.ts'

export const scenario: Scenario<Subject> = async (stage, subject) => {
  stage.step('x', '05.1')
  void subject
}
