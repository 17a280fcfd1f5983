import { terraformText } from './quote.ts';
import { NON_GALLERY, SCIM_TEMPLATE } from './steps.ts';
import type { ScriptValues } from './values.ts';

/**
 * The configuration for Terraform, with the provider azuread. The provider has no resource for the
 * attribute mapping: the job is made without being started, and the mapping is an output to follow.
 */
export const terraformScript = ({ applicationName, tenantUrl, mapping }: ScriptValues): string => `${HEAD}
locals {
  application_name = ${terraformText(applicationName)}
  tenant_url       = ${terraformText(tenantUrl)}
}
${RESOURCES}
output "mapping" {
  description = "The mapping of users: the attribute of Entra ID, and its target. One that is empty only you know."
  value = [
${mapping.map(({ source, target }) => `    { source = ${terraformText(source)}, target = ${terraformText(target)} },`).join('\n')}
  ]
}
`;

const HEAD = `# Connects Microsoft Entra ID: the application, its provisioning job, address and secret.
#
#   1. terraform init, then terraform apply. It asks for the secret token.
#   2. The attribute mapping, which the provider azuread cannot set: run the PowerShell script of the same
#      page with -DoNotStart (it finds the application by its name; press Enter for the secret), or enter
#      what "terraform output mapping" shows in the Entra admin center.
#   3. terraform apply -var start=true. Leave start at true from then on: false stops provisioning.
#   4. Assign people to the application.
#
# You need the role Application Administrator or Cloud Application Administrator, or a service principal
# with Application.ReadWrite.All; to assign groups, Entra ID P1. The secret token is kept in the state of
# Terraform: keep that as you keep secrets. The provider does not test the connection: the page where you
# got this tells whether it works.
#
# How far this is tested: its syntax and the names of its resources, against the documentation of azuread
# 3.7. It was not applied against Microsoft itself. Read it before you apply it.

terraform {
  required_version = ">= 1.3"
  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

provider "azuread" {}

variable "secret_token" {
  description = "The secret token, from the page where you got this"
  type        = string
  sensitive   = true
}

variable "start" {
  description = "Whether provisioning runs: true once the attribute mapping is as it should be"
  type        = bool
  default     = false
}
`;

const RESOURCES = `
# Microsoft's template of an application that is not in its gallery.
resource "azuread_application_from_template" "provisioning" {
  display_name = local.application_name
  template_id  = "${NON_GALLERY}"
}

data "azuread_service_principal" "provisioning" {
  object_id = azuread_application_from_template.provisioning.service_principal_object_id
}

resource "azuread_synchronization_secret" "provisioning" {
  service_principal_id = data.azuread_service_principal.provisioning.id

  credential {
    key   = "BaseAddress"
    value = local.tenant_url
  }
  credential {
    key   = "SecretToken"
    value = var.secret_token
  }
}

resource "azuread_synchronization_job" "provisioning" {
  service_principal_id = data.azuread_service_principal.provisioning.id
  template_id          = "${SCIM_TEMPLATE}"
  enabled              = var.start
  depends_on           = [azuread_synchronization_secret.provisioning]
}
`;
