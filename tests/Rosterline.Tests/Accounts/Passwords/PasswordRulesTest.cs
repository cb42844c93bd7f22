using Rosterline.Accounts.Passwords;

namespace Rosterline.Tests.Accounts.Passwords;

[Trait("Requirement", "G-13")]
public class PasswordRulesTest
{
    [Theory]
    [InlineData("short one", "password_short")]
    [InlineData("Password123", "password_common")]
    [InlineData("qwertyuiop", "password_common")]
    [InlineData("Football2026!", "password_common")]
    [InlineData("aaaaaaaabbbb", "password_plain")]
    [InlineData("abcdefghijkl", "password_plain")]
    [InlineData("maya.lopez2026", "password_plain")]
    [InlineData("Northwind-Maya1", "password_plain")]
    public void Refuses(string password, string code) =>
        PasswordRules.Refuse(password, "maya@northwind.example", "Maya Lopez").ShouldNotBeNull().Code.ShouldBe(code);

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("maya likes green tea")]
    [InlineData("x7!Qp2#kLm9")]
    public void Allows(string password) => PasswordRules.Refuse(password, "maya@northwind.example", "Maya Lopez").ShouldBeNull();
}
