import { defineLesson } from '#shared/core/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { Contract } from '../contract.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '05',
  slug: 'event-bus',
  title: 'An event bus',
  sections: ['Event-Driven Architecture with Pub/Sub'],
  goal: 'turn the two classes of the tutorial into an event bus that you can trust: each handler gets each event once, and a bad message or a failing handler affects no other.',
  minutes: 45,
  files: [
    { name: 'envelope.ts' },
    { name: 'handlers.ts' },
    { name: 'receiver.ts' },
    { name: 'recent-ids.ts' },
    { name: 'calls.ts' },
    { name: 'in-order.ts' },
    { name: 'in-flight.ts' },
    { name: 'event-listener.ts' },
    { name: 'event-bus.ts' },
    { name: 'schemas.ts' },
    { name: 'confirmations.ts' },
  ],
  tasks: [
    {
      id: '05.1',
      title: 'Send and check envelopes',
    },
    {
      id: '05.2',
      title: 'Share one subscription between handlers',
      needs: ['05.1'],
    },
    {
      id: '05.3',
      title: 'Isolate failing and slow handlers',
      needs: ['05.2'],
    },
    {
      id: '05.4',
      title: 'Listen to patterns, once per event',
      needs: ['05.3'],
    },
    {
      id: '05.5',
      title: 'Limit the memory for IDs',
      needs: ['05.4'],
      optional: true,
    },
    {
      id: '05.6',
      title: 'Handle events with the same key in order',
      needs: ['05.4'],
      optional: true,
    },
    {
      id: '05.7',
      title: 'Drain before closing',
      needs: ['05.4', '05.6'],
      optional: true,
    },
    {
      id: '05.8',
      title: 'Validate data with any schema library',
      needs: ['05.7'],
      optional: true,
    },
    {
      id: '05.9',
      title: 'Survive refused subscriptions',
      needs: ['05.4'],
      optional: true,
    },
  ],
  load: async (client, from, adapter) => {
    const [sender, receiver, { connect }] = await Promise.all([
      from('event-bus.ts') as Promise<Pick<Contract, 'bus'>>,
      from('event-listener.ts') as Promise<Pick<Contract, 'listener'>>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
    ])
    return { bus: sender.bus, listener: receiver.listener, connect }
  },
})
