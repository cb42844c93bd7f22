using System.Text.RegularExpressions;

namespace Rosterline.Sending.Broadcasts;

/// <summary>How somebody answered a broadcast, by the rule that the page shows.</summary>
public enum AnswerKind { Yes, No, Question, Other }

/// <summary>Reads the first answer. What begins with a yes or a no counts as that, also with a question behind it; a question is what asks.</summary>
static partial class AnswerKinds
{
    public static AnswerKind Of(string body)
    {
        var text = body.Trim().TrimStart('¡', '¿', '"', '“').ToLowerInvariant();
        if (No().IsMatch(text)) return AnswerKind.No;
        if (Yes().IsMatch(text)) return AnswerKind.Yes;
        return text.Contains('?', StringComparison.Ordinal) || Asks().IsMatch(text) ? AnswerKind.Question : AnswerKind.Other;
    }

    [GeneratedRegex(@"^(yes|yea|yeah|yep|yup|ya|y|sure|ok|okay|k|absolutely|definitely|of course|i can|i'm in|im in|i'll be there|ill be there|i will|i'm available|im available|available|interested|count me in|sounds good|perfect|👍|s[ií]|claro|por supuesto|puedo|dale|estoy disponible)\b|^(👍|✅)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Yes();

    [GeneratedRegex(@"^(no|nope|nah|n|not (available|interested|today|this|able)|i can'?t|i cannot|can'?t|cannot|unable|unavailable|sorry|i'm not|im not|i won'?t|no puedo|no gracias|no estoy)\b|^👎", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex No();

    [GeneratedRegex(@"^(what|when|where|who|which|why|how|is it|is this|are there|do i|does it|can i|cu[aá]ndo|d[oó]nde|cu[aá]nto|qu[eé]|c[oó]mo)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asks();
}
