using Rosterline.Consent;
using Rosterline.Sending;

namespace Rosterline.Tests.Consent;

public class KeywordConfirmationWordsTest
{
    [Fact]
    [Trait("Requirement", "P-21")]
    public void Answers_in_the_language_asked_for()
    {
        ConfirmationWords.Stopped("Northwind", "en").ShouldBe("Northwind: You will get no more texts from us. Reply START to get them again.");
        ConfirmationWords.Stopped("Northwind", "es-MX").ShouldBe("Northwind: Ya no le enviaremos mensajes. Responda START para volver a recibirlos.");
        ConfirmationWords.Stopped("Northwind", "fr").ShouldBe(ConfirmationWords.Stopped("Northwind", null));
    }

    [Fact]
    public void Leaves_out_a_telephone_nobody_gave() =>
        ConfirmationWords.Help("Northwind", null, "es").ShouldBe("Northwind: mensajes sobre empleos y turnos. Pueden aplicarse tarifas. Responda STOP para cancelar.");

    [Theory]
    [InlineData("Northwind Staffing")]
    [InlineData("Muñoz & Núñez Personal")]
    [InlineData("Łódź Jobs™ – “Best”")]
    [InlineData("Jobs {24} [US] 😀")]
    public void Costs_one_segment(string agency)
    {
        foreach (var language in new[] { "en", "es" })
            foreach (var text in new[]
                     {
                         ConfirmationWords.Stopped(agency, language),
                         ConfirmationWords.Started(agency, language),
                         ConfirmationWords.Help(agency, "(901) 555-0142", language),
                         ConfirmationWords.FirstTextEnding(language),
                     })
            {
                SegmentCounter.Count(text).Encoding.ShouldBe(SegmentEncoding.Gsm7, text);
                SegmentCounter.Count(text).Segments.ShouldBe(1, text);
            }
    }

    [Fact]
    public void Keeps_an_agencys_name_readable() =>
        ConfirmationWords.Stopped("Muñoz’s Núñez", "en").ShouldStartWith("Muñoz's Nuñez:");
}
