// Yours. Fill in the TODOs, then check: npm test lessons/08

import type { EventHandler, EventOf } from '../../lessons/05-event-bus/contract.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { Notification, NotificationOptions, Service, ShopEvents } from './contract.ts'
import { startService } from './service.ts'
import { schemas } from './workbook/given/events.ts'

export function notification(options: NotificationOptions): Promise<Service> {
  return startService(
    'notification',
    options,
    async ({ events, handled }) => {
      // TODO 08.4: Notify users in order
      // Write one handler that returns handled(event, work). The work sends notificationOf(event).
      // Subscribe it with events.on() to all three events.
      return todo('08.4')
    },
    schemas,
  )
}

/** What a user is told about an event. */
export function notificationOf({ id, event, data }: EventOf<ShopEvents>): Notification {
  const { userId } = data
  if (event === 'user.created') return { id, userId, kind: 'welcome', text: `Welcome, ${data.name}!` }
  if (event === 'order.placed') {
    return { id, userId, kind: 'confirmation', text: `You ordered ${data.quantity} × ${data.item}.` }
  }
  const amount = (data.amount / 100).toFixed(2)
  return { id, userId, kind: 'receipt', text: `We received ${amount} for your order ${data.orderId}.` }
}
