"""English words that a stemmer keeps apart though they are forms of one word or nearly mean the same."""

from __future__ import annotations

#: One family per line: irregular forms, and derived words that share less than a stem.
WORD_FAMILIES = """
    arise arose arisen
    bear bore born birth
    beat beaten
    become became
    begin began begun beginning start started
    bend bent
    bind bound
    bite bit bitten
    bleed bled blood
    blow blew blown
    break broke broken
    bring brought
    build built building
    burn burnt
    buy bought
    catch caught
    choose chose chosen choice
    come came
    deal dealt
    dig dug
    draw drew drawn
    drink drank drunk
    drive drove driven
    eat ate eaten
    fall fell fallen
    feed fed food
    feel felt
    fight fought
    find found
    flee fled flight
    fly flew flown flight
    forbid forbade forbidden
    forget forgot forgotten
    forgive forgave forgiven
    freeze froze frozen
    give gave given gift
    go went gone
    grow grew grown growth
    hang hung
    hear heard
    hide hid hidden
    hold held
    keep kept
    know knew known knowledge
    lay laid
    lead led
    leave left
    lend lent loan
    lose lost loss
    make made
    mean meant
    meet met meeting
    pay paid
    ride rode ridden
    ring rang rung
    rise rose risen
    run ran
    see saw seen sight
    seek sought
    sell sold sale
    send sent
    shake shook shaken
    shoot shot
    show showed shown
    shrink shrank shrunk
    sing sang sung song
    sink sank sunk
    sit sat
    sleep slept
    slide slid
    speak spoke spoken speech
    spend spent
    spin spun
    spread spreading
    stand stood
    steal stole stolen theft thief thieves
    stick stuck
    strike struck stricken
    swear swore sworn
    sweep swept
    swim swam swum
    take took taken
    teach taught
    tear tore torn
    think thought
    throw threw thrown
    wake woke woken
    wear wore worn
    weep wept
    win won
    withdraw withdrew withdrawn withdrawal
    write wrote written
    die died dying dead death deadly fatal fatality kill killed
    live lives living life alive
    sue suing lawsuit
    marry marriage wedding
    deep depth
    high height
    long length
    wide width
    broad breadth
    strong strength
    hot heat
    warm warmth
    young youth
    good better best
    bad worse worst
    base based headquarters headquartered
    ad advert advertisement
    bike bicycle
    earthquake quake
    champ champion championship
    exam examination
    flu influenza
    fridge refrigerator
    gas gasoline
    info information
    lab laboratory
    phone telephone
    photo photograph picture
    plane airplane aeroplane aircraft
    ref referee
    rhino rhinoceros
    temp temperature
    uni university
    veg vegetable vegetables veggie veggies
    vet veterinarian
    proud pride
    poor poverty
    rich wealth wealthy fortune
    hungry hunger
    angry anger
    weigh weight
    believe belief
    prove proof proven
    advise advice
    arrive arrival
    refuse refusal
    approve approval
    remove removal
    survive survival survivor
    decide decision
    divide division
    invade invasion
    explode explosion
    collide collision
    conclude conclusion
    admit admission
    permit permission
    produce production
    reduce reduction
    destroy destruction
    describe description
    receive reception receipt
    argue argument
    succeed success successful
    fail failure
    sign signature
    injure injury
    resign resignation
    apologise apologize apology
    sick sickness
    ill illness
    child children kid kids
    man men
    woman women
    person people
    tooth teeth
    foot feet
    mouse mice
    wife wives
    half halves
    leaf leaves
    thief thieves
    crisis crises
    january jan
    february feb
    march mar
    april apr
    june jun
    july jul
    august aug
    september sept sep
    october oct
    november nov
    december dec
    britain british briton britons
    france french
    spain spanish spaniard
    netherlands dutch
    denmark danish dane danes
    sweden swedish swede swedes
    poland polish pole poles
    greece greek greeks
    turkey turkish turk turks
    switzerland swiss
    wales welsh
    scotland scottish scots
    ireland irish
    england english
    philippines filipino philippine
    peru peruvian
    norway norwegian
    europe european eu
    america american americans
    israel israeli israelis
    iraq iraqi iraqis
    pakistan pakistani
    kuwait kuwaiti
    yemen yemeni
    china chinese
    japan japanese
    portugal portuguese
    vietnam vietnamese
    lebanon lebanese
    thailand thai
    captain capt
    colonel col
    general gen
    governor gov
    lieutenant lt
    president pres
    professor prof
    representative rep
    senator sen
    sergeant sgt
"""
