using Microsoft.AspNetCore.Identity;
using Rosterline.Platform;

namespace Rosterline.Accounts.Passkeys;

/// <summary>What we ask of a passkey: that it is found without a name, checks its owner, and was made for our own address.</summary>
static class OwnPasskeys
{
    public static void Configure(IdentityPasskeyOptions options, Settings settings)
    {
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AuthenticatorTimeout = TimeSpan.FromMinutes(3);
        // Without a public address the browser's own: a passkey made at localhost works there.
        if (settings.PublicUrl is not { } address) return;
        options.ServerDomain = address.Host;
        options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && context.Origin == address.GetLeftPart(UriPartial.Authority));
    }
}
