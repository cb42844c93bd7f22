using Rosterline.Tests.Providers.Oracles;

namespace Rosterline.Tests.Providers;

/// <summary>Twilio's own client.</summary>
public sealed class TwilioOracle() : NodeOracle("twilio-oracle", "twilio");
