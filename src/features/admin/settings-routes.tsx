import { listStaff } from '#features/accounts/index.ts'
import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import type { Faults } from '#ui/fields.tsx'
import { changeSettings } from './change-settings.ts'
import { readSettingsForm, type SettingsFields, settingsFields } from './settings-form.ts'
import { SettingsPage } from './settings-page.tsx'

export const settingsRoutes: readonly Route[] = [
  get('/settings', 'service.settings', (ctx, request) =>
    settingsPage(ctx, request, settingsFields(ctx.service.settings), {}),
  ),
  post('/settings', 'service.settings', async (ctx, request) => {
    const staff = await listStaff(ctx)
    const reading = readSettingsForm(request.form, {
      triggers: ctx.content.protocols.safety.triggers.map(({ id }) => id),
      staffIds: new Set(staff.filter(({ disabledAt }) => !disabledAt).map(({ id }) => id)),
    })
    if (!reading.ok) return settingsPage(ctx, request, reading.text, reading.faults)
    await changeSettings(ctx, reading.settings)
    return redirect('/settings?saved=yes')
  }),
]

async function settingsPage(
  ctx: Context,
  request: PageRequest,
  fields: SettingsFields,
  faults: Faults,
): Promise<Response> {
  return showPage(ctx, request, {
    title: 'Settings',
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: (
      <SettingsPage
        fields={fields}
        faults={faults}
        protocol={ctx.content.protocols.safety}
        dutyClinicians={await listStaff(ctx, 'duty_clinician')}
        supervisors={await listStaff(ctx, 'supervisor')}
        isSaved={request.query.get('saved') === 'yes'}
      />
    ),
  })
}
