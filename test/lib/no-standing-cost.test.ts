import { templates } from './synthesize.ts';

test('a tenant has nothing that costs by the month: no alarm, no dashboard, no custom metric of its own', () => {
  for (const template of Object.values(templates())) {
    for (const type of ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard']) template.resourceCountIs(type, 0);
    const filters = JSON.stringify(template.findResources('AWS::Logs::MetricFilter'));
    expect(filters).not.toMatch(/acme|"Dimensions"/);
  }
});
