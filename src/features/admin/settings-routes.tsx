import { listStaff } from '#features/accounts/index.ts'
import { serviceName, showPage } from '#features/frame/index.ts'
import { type LogoSectionProps, readLogo, removeLogo, setLogo } from '#features/identity/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import type { Faults } from '#ui/fields.tsx'
import { changeSettings } from './change-settings.ts'
import { readSettingsForm, type SettingsFields, settingsFields } from './settings-form.ts'
import { SettingsPage } from './settings-page.tsx'

export const settingsRoutes: readonly Route[] = [
  get('/settings', 'service.settings', (ctx, request) => settingsPage(ctx, request, {})),
  post('/settings', 'service.settings', async (ctx, request) => {
    const staff = await listStaff(ctx)
    const reading = readSettingsForm(request.form, {
      triggers: ctx.content.protocols.safety.triggers.map(({ id }) => id),
      staffIds: new Set(staff.filter(({ disabledAt }) => !disabledAt).map(({ id }) => id)),
    })
    if (!reading.ok) {
      return settingsPage(ctx, request, { fields: reading.text, faults: reading.faults })
    }
    await changeSettings(ctx, reading)
    return redirect('/settings?saved=yes')
  }),
  post('/settings/logo', 'service.settings', async (ctx, request) => {
    const reading = readLogo(request.form)
    if (!reading.ok) return settingsPage(ctx, request, { logo: reading })
    await setLogo(ctx, reading.value)
    return redirect('/settings?saved=yes')
  }),
  post('/settings/logo/removal', 'service.settings', async (ctx) => {
    await removeLogo(ctx)
    return redirect('/settings?saved=yes')
  }),
]

/** The page as it is stored, or with what was sent to one of its forms and refused. */
interface Returned {
  readonly fields?: SettingsFields
  readonly faults?: Faults
  readonly logo?: LogoSectionProps['returned']
}

async function settingsPage(
  ctx: Context,
  request: PageRequest,
  { fields = settingsFields(ctx.service), faults = {}, logo = null }: Returned,
): Promise<Response> {
  return showPage(ctx, request, {
    title: 'Settings',
    status: Object.keys(faults).length > 0 || logo ? 422 : 200,
    body: (
      <SettingsPage
        fields={fields}
        faults={faults}
        protocol={ctx.content.protocols.safety}
        dutyClinicians={await listStaff(ctx, 'duty_clinician')}
        supervisors={await listStaff(ctx, 'supervisor')}
        isSaved={request.query.get('saved') === 'yes'}
        logo={{ logo: ctx.service.logo, serviceName: serviceName(ctx), returned: logo }}
      />
    ),
  })
}
