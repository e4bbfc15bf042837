import { defineLesson } from '#shared/core/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { InspectorContract } from '../../07-monitoring/contract.ts'
import type { Contract } from '../contract.ts'
import { inBackground } from './inspector.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '08',
  slug: 'multi-service-app',
  title: 'A shop of three services',
  sections: ['Exercise', 'Summary'],
  goal: 'build a shop of three services that share only events, and keep it responding while Redis is down.',
  minutes: 90,
  files: [
    { name: 'api.ts' },
    { name: 'logger.ts' },
    { name: 'notification.ts' },
    { name: 'status.ts' },
    { name: 'requests.ts' },
    { name: 'publisher.ts' },
    { name: 'service.ts' },
    { name: 'receipts.ts' },
  ],
  tasks: [
    {
      id: '08.1',
      title: 'Publish an event for each request',
    },
    {
      id: '08.2',
      title: 'Refuse invalid requests',
      needs: ['08.1'],
    },
    {
      id: '08.3',
      title: 'Log every event',
    },
    {
      id: '08.4',
      title: 'Notify users in order',
      needs: ['08.1', '08.3'],
    },
    {
      id: '08.5',
      title: 'Show a status',
      needs: ['08.4'],
    },
    {
      id: '08.6',
      title: 'Keep responding while Redis is down',
      needs: ['08.2', '08.5'],
    },
    {
      id: '08.7',
      title: 'Shut down without losing work',
      needs: ['08.4', '08.6'],
    },
    {
      id: '08.8',
      title: 'Find out what was missed',
      needs: ['08.7'],
      optional: true,
    },
    {
      id: '08.9',
      title: 'Accept a retry only once',
      needs: ['08.8'],
      optional: true,
    },
    {
      id: '08.10',
      title: 'Limit the events that wait',
      needs: ['08.7'],
      optional: true,
    },
  ],
  load: async (client, from, adapter) => {
    const [api, notification, logger, { connect }, { openInspector }] = await Promise.all([
      from('api.ts') as Promise<Pick<Contract, 'api'>>,
      from('notification.ts') as Promise<Pick<Contract, 'notification'>>,
      from('logger.ts') as Promise<Pick<Contract, 'logger'>>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
      import(`../../../solutions/07-monitoring/${client}.ts`) as Promise<InspectorContract>,
    ])
    return {
      api: api.api,
      notification: notification.notification,
      logger: logger.logger,
      connect,
      openInspector: (base) => inBackground(openInspector, base),
    }
  },
})
