import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { sampleFields, sampleOverview } from '../../../tools/web/samples.ts';
import { powerShellScript } from '../../../web/src/pages/script/powershell.ts';
import { terraformScript } from '../../../web/src/pages/script/terraform.ts';
import { scriptValues } from '../../../web/src/pages/script/values.ts';
import { describeInBrowser, goTo, useStage } from '../in-browser.ts';

async function downloaded(page: Page, file: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Download ${file}` }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(file);
  return readFile(await download.path(), 'utf8');
}

describeInBrowser('Do it for me', () => {
  const stage = useStage();

  test('gives the scripts with the values of this tenant, to copy and to download', async () => {
    const { page, complaints } = await stage.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await goTo(page, 'script');
    const name = `O'Neill & "Sons" \${path.cwd}`;
    await page.getByLabel('Name of the application').fill(name);
    const values = scriptValues(name, sampleOverview(Date.now()), sampleFields);
    expect(await downloaded(page, 'connect-entra.ps1')).toBe(powerShellScript(values));
    expect(await page.getByLabel('The script for PowerShell').inputValue()).toBe(powerShellScript(values));
    await page.getByText('Only you know which attribute of Entra ID holds this: bioUrl').waitFor();

    await page.getByRole('tab', { name: 'Terraform' }).click();
    expect(await downloaded(page, 'connect-entra.tf')).toBe(terraformScript(values));
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied').first().waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(terraformScript(values));
    expect(complaints).toEqual([]);
  });
});
