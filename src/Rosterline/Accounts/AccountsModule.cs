using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using Rosterline.Accounts.Audit;
using Rosterline.Accounts.Devices;
using Rosterline.Accounts.Groups;
using Rosterline.Accounts.Invitations;
using Rosterline.Accounts.Keys;
using Rosterline.Accounts.Passkeys;
using Rosterline.Accounts.Passwords;
using Rosterline.Accounts.Rules;
using Rosterline.Accounts.Sessions;
using Rosterline.Accounts.SingleSignOn;
using Rosterline.Accounts.Tree;
using Rosterline.Accounts.TwoStep;
using Rosterline.Accounts.Users;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Platform.Keys;
using Rosterline.Platform.Mailing;

namespace Rosterline.Accounts;

/// <summary>Who signs in and how: cookie for people, bearer key for programs.</summary>
public static class AccountsModule
{
    const string Either = "CookieOrKey";

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ViewerReader>().AddSingleton<OrganisationReader>();
        services.AddSingleton<ApiKeyReader>().AddSingleton<AuditedRuns>();
        services.AddScoped<SignIn>().AddScoped<ChangeSession>().AddScoped<ChoosePassword>().AddSingleton<ReadSession>().AddSingleton<OneTimeLinks>();
        services.AddScoped<CreateUser>().AddScoped<ListUsers>().AddScoped<UserAccess>().AddScoped<CreateAccount>().AddSingleton<TopOnly>().AddScoped<ChangeAccount>().AddScoped<ApiKeys>();
        services.AddScoped<GroupRows>().AddScoped<SaveGroup>().AddScoped<PutInGroup>().AddScoped<ChangeVisibility>().AddScoped<ExplainRights>().AddSingleton<HandOver>().AddScoped<InviteMany>();
        services.AddSingleton(s => new BreachedPasswords(s.GetService<Settings>()?.BreachedPasswords, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ProviderHttp>>()));
        services.AddScoped<FirstAdministrator>().AddSignInLimits();
        services.AddSingleton<SessionReader>().AddSingleton<StartSession>().AddSingleton<EndSessions>().AddSingleton<EndedListeners>();
        services.AddSingleton<SignInRulesReader>().AddSingleton<AskSignIn>().AddScoped<FindHome>();
        services.AddScoped<CheckCode>().AddScoped<ConfirmIdentity>().AddScoped<SetUpTwoStep>().AddScoped<Passkeys.Passkeys>().AddScoped<ReadSignIn>();
        services.AddSingleton<ReadWays>().AddScoped<SaveSignInRules>().AddSingleton<Mail>();
        builder.AddSingleSignOn();
        services.AddKeyedValues(SealedUserStore.Column).AddKeyedValues(SignOnReader.Column);
        services.AddAudit();
        // By default believed only from a proxy on this machine.
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.AddDataProtection().SetApplicationName("rosterline").AddKeysToDatabase();
        services.AddIdentityCore<User>(options =>
        {
            options.User.RequireUniqueEmail = true;
            options.Password.RequiredLength = PasswordRules.Shortest;
            options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
            options.Lockout.MaxFailedAccessAttempts = 10;
        }).AddUserStore<SealedUserStore>().AddSignInManager().AddTokenProvider<AuthenticatorTokenProvider<User>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddOptions<IdentityPasskeyOptions>().Configure<Settings>(OwnPasskeys.Configure);
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? ApiKeyAuthentication.Scheme : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null)
            .AddCookie(IdentityConstants.ApplicationScheme, SessionCookie.Configure)
            .AddCookie(PendingSignIn.Scheme, options => SessionCookie.ConfigureStep(options, "rosterline-step"))
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options => SessionCookie.ConfigureStep(options, "rosterline-passkey"));
        services.AddAuthorizationBuilder().SetDefaultPolicy(
            new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(HasViewer).Build());
    }

    public static void UseAccounts(this WebApplication app)
    {
        app.UseRateLimiter();
        app.UseAuthentication();
        app.Use(next => context => ViewerOfRequest.ResolveAsync(context, next));
        app.Use(next => context => Narrowing.CheckAsync(context, next));
        app.Use(next => context => Scopes.CheckAsync(context, next));
        app.Use(next => context => SameSite.CheckAsync(context, next));
        app.UseAuthorization();
    }

    public static void MapAccounts(this WebApplication app, RouteGroupBuilder api)
    {
        SessionApi.Map(app, api);
        UsersApi.Map(api);
        GroupsApi.Map(api);
        AccountsApi.Map(api);
        ApiKeysApi.Map(api);
        SignOnApi.Map(app);
        SignOnSettingsApi.Map(api);
        SignInRulesApi.Map(api);
        InvitationsApi.Map(api);
        AuditApi.Map(api);
    }

    static bool HasViewer(Microsoft.AspNetCore.Authorization.AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.ViewerOrNone() is not null;
}
