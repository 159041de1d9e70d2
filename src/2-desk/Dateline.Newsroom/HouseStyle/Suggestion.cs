namespace Dateline.Newsroom.HouseStyle;

/// <summary>What the house style would have otherwise: nothing is changed unless a person takes it.</summary>
/// <param name="Rule">The rule, by its code.</param>
/// <param name="At">Where in the text it begins, in UTF-16 units.</param>
/// <param name="Quote">What stands there.</param>
/// <param name="With">What should.</param>
internal sealed record Suggestion(string Rule, int At, string Quote, string With);
