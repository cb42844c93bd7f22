namespace Rosterline.Tests.Architecture;

public class CSharpTextTest
{
    [Theory]
    [InlineData("x = \"a \\\" b\";", "a \\\" b")]
    [InlineData("x = @\"a \"\" b\";", "a \"\" b")]
    [InlineData("x = \"\"\"a \" b\"\"\";", "a \" b")]
    [InlineData("x = $\"a {b(\"c\")} d\";", "c|a {b(\"c\")} d")]
    [InlineData("x = $$\"\"\"{a} {{b}}\"\"\";", "{a} {{b}}")]
    [InlineData("x = \"a\" +\n  \"b\";", "ab")]
    [InlineData("x = f(\"a\", \"b\");", "a|b")]
    [InlineData("x = '\"'; // \"no\"\n/* \"no\" */ y = \"yes\";", "yes")]
    [InlineData("x = \"\"; y = \"b\";", "|b")]
    public void Finds_strings_of_every_form(string program, string expected) =>
        string.Join('|', CSharpText.Of(program).Strings.Select(found => found.Text)).ShouldBe(expected);

    [Fact]
    public void Leaves_code_without_comments_and_strings() =>
        CSharpText.Of("a(\"b\"); // c\nd('e');").Code.ShouldBe("a(\"\"); \nd();");

    [Fact]
    public void Knows_the_line_a_string_starts_on() =>
        CSharpText.Of("a;\nb(\n\"c\");").Strings.ShouldHaveSingleItem().Line.ShouldBe(3);
}
