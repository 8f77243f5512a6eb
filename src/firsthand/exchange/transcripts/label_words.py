"""Words that labels at the head of a line are made of."""

_ROLES = """
    interviewer interviewee participant moderator facilitator researcher respondent speaker user
    customer client host cohost co-host guest patient doctor nurse observer notetaker note-taker
    operator agent narrator unknown unidentified male female voice man woman audience panelist
    panellist student teacher candidate coach tester informant expert caller q a i r p m f b int
    res mod resp ppt iv ie entrevistador entrevistadora entrevistado entrevistada interviewerin
    befragter befragte enquêteur enquêtrice intervieweur participante moderador teilnehmer
    teilnehmerin
"""
ROLES = frozenset(_ROLES.split())
"""Parts in a session that stand for a speaker's name, alone or with a number."""

_NOT_SPEAKERS = """
    note notes nb n.b question questions answer answers date time duration location place venue
    name names subject topic title author authors editor email e-mail tel phone url link links
    website source sources http https ftp example examples e.g i.e summary result results goal
    goals aim aims objective objectives hypothesis hypotheses method methods methodology tip
    tips warning caution important todo to-do ps p.s re fw fwd from to cc bcc sent attachment
    attachments version status phase category feature role roles company age gender sex job
    occupation education transcript transcription transcribed transcriber recording recorded
    interview interviews attendees present agenda action actions decision decisions finding
    findings insight insights quote quotes observation observations recommendation
    recommendations overview background context purpose scope definition definitions description
    input output option options break laughter laughing laughs laugh music applause silence
    crosstalk inaudible pause noise applauds contents step steps task tasks item items figure
    fig table round week day month year page line chapter section session slide level part value
    values type types key keys license licence copyright disclaimer details introduction
    conclusion conclusions references appendix next pros cons problem problems solution
    solutions issue issues need needs want wants pain pains gain gains painpoints keyword
    keywords code codes theme themes memo memos see also total language format file files script
    tutorial prompt prompts instructions instruction reason reasons remember first second third
    finally yes no okay ok well so and but because however then evidence opportunity
    opportunities user-need prototype method(s) participants interviewees speakers demographics
    rule rules coding impact severity priority frequency expected actual given when where why
    how what who acceptance criteria assumption assumptions risk risks strengths weaknesses
"""
NOT_SPEAKERS = frozenset(_NOT_SPEAKERS.split())
"""First or last words of labels that head a field, a list or a remark."""

_PARTICLES = "de da di do dos du del della der den van von zu la le el al bin of and &"
PARTICLES = frozenset(_PARTICLES.split())
"""Words in small letters that names have."""
