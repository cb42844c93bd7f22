using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Rosterline.Accounts;
using Rosterline.Accounts.Passkeys;
using Rosterline.Accounts.Sessions;
using Rosterline.Lines;
using Rosterline.Lines.Pools;
using Rosterline.People;

namespace Rosterline.Database;

/// <summary>Entities of the ordinary modules. Hot paths use plain SQL on the same database.</summary>
public sealed class RosterlineDb(DbContextOptions<RosterlineDb> options) : IdentityUserContext<User, Guid>(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<SecurityGroup> SecurityGroups => Set<SecurityGroup>();

    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    public DbSet<UserPasskey> Passkeys => Set<UserPasskey>();

    public DbSet<TestNumber> TestNumbers => Set<TestNumber>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Company> Companies => Set<Company>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<PersonNumber> PersonNumbers => Set<PersonNumber>();

    public DbSet<ProviderConnection> Connections => Set<ProviderConnection>();

    public DbSet<Line> Lines => Set<Line>();

    public DbSet<LineUser> LineUsers => Set<LineUser>();

    public DbSet<LinePool> LinePools => Set<LinePool>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<User>().ToTable("app_user");
        builder.Entity<Microsoft.AspNetCore.Identity.IdentityUserClaim<Guid>>().ToTable("user_claim");
        builder.Entity<Microsoft.AspNetCore.Identity.IdentityUserLogin<Guid>>().ToTable("user_login");
        builder.Entity<Microsoft.AspNetCore.Identity.IdentityUserToken<Guid>>().ToTable("user_token");
        builder.Entity<Organisation>().HasKey(o => o.RootId);
        builder.Entity<Account>().HasKey(a => new { a.RootId, a.Id });
        builder.Entity<Membership>().HasKey(m => new { m.RootId, m.UserId, m.AccountId });
        builder.Entity<SecurityGroup>().HasKey(g => new { g.RootId, g.Id });
        builder.Entity<GroupMember>().HasKey(m => new { m.RootId, m.GroupId, m.UserId });
        builder.Entity<ApiKey>().HasKey(k => new { k.RootId, k.Id });
        builder.Entity<OneTimeLink>().HasKey(l => l.TokenHash);
        builder.Entity<UserPasskey>().HasKey(p => p.CredentialId);
        builder.Entity<TestNumber>().HasKey(n => new { n.RootId, n.Number });
        builder.Entity<AuditEntry>().HasKey(e => new { e.RootId, e.Id });
        builder.Entity<AuditEntry>().Property(e => e.Detail).HasColumnType("jsonb");
        builder.Entity<Company>().HasKey(c => new { c.RootId, c.Id });
        builder.Entity<Person>(person =>
        {
            person.HasKey(p => new { p.RootId, p.Id });
            person.Property(p => p.Name).ValueGeneratedOnAddOrUpdate().Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            person.HasMany(p => p.Numbers).WithOne().HasForeignKey(n => new { n.RootId, n.PersonId });
            person.HasOne(p => p.Company).WithMany().HasForeignKey(p => new { p.RootId, p.CompanyId });
        });
        builder.Entity<PersonNumber>().HasKey(n => new { n.RootId, n.PersonId, n.Kind });
        builder.Entity<ProviderConnection>().HasKey(c => new { c.RootId, c.Id });
        builder.Entity<ProviderConnection>().Property(c => c.Settings).HasColumnType("jsonb");
        builder.Entity<Line>().HasKey(l => new { l.RootId, l.Id });
        builder.Entity<LineUser>().HasKey(u => new { u.RootId, u.LineId, u.UserId });
        builder.Entity<LinePool>().HasKey(p => new { p.RootId, p.Id });
        OrderOfRows(builder);
        foreach (var entity in builder.Model.GetEntityTypes()) NameAsSql(entity);
    }

    /// <summary>What the database demands to exist first; without it rows saved together would be inserted in any order.</summary>
    static void OrderOfRows(ModelBuilder builder)
    {
        builder.Entity<Account>().HasOne<Organisation>().WithMany().HasForeignKey(a => a.RootId);
        builder.Entity<Membership>().HasOne<Organisation>().WithMany().HasForeignKey(m => m.RootId);
        builder.Entity<Membership>().HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
        builder.Entity<Membership>().HasOne<SecurityGroup>().WithMany().HasForeignKey(m => new { m.RootId, m.GroupId });
        builder.Entity<GroupMember>().HasOne<SecurityGroup>().WithMany().HasForeignKey(m => new { m.RootId, m.GroupId });
        builder.Entity<OneTimeLink>().HasOne<Organisation>().WithMany().HasForeignKey(l => l.RootId);
        builder.Entity<OneTimeLink>().HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
        builder.Entity<ApiKey>().HasOne<Organisation>().WithMany().HasForeignKey(k => k.RootId);
        builder.Entity<TestNumber>().HasOne<Organisation>().WithMany().HasForeignKey(n => n.RootId);
        builder.Entity<LineUser>().HasOne<Line>().WithMany().HasForeignKey(u => new { u.RootId, u.LineId });
    }

    static void NameAsSql(IMutableEntityType entity)
    {
        if (entity.ClrType.Namespace?.StartsWith("Rosterline", StringComparison.Ordinal) == true && entity.ClrType != typeof(User))
            entity.SetTableName(SnakeCase(entity.ClrType.Name));
        foreach (var property in entity.GetProperties()) property.SetColumnName(SnakeCase(property.Name));
    }

    static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
